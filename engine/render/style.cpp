// The style sheet. Colours: Okabe & Ito's palette (2008), told apart with any colour vision, and
// darkened where white paper needs it.
#include "engine/render/html.hpp"
#include "engine/render/utf8.hpp"

namespace pledgelab {

namespace {

const char* const kScreen = R"css(
:root{--ink:#1a222c;--soft:#5a6572;--line:#d8dee5;--wash:#f4f6f8;--blue:#0072b2;--red:#b8430a}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:15px/1.6 -apple-system,"Segoe UI",
"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",
"WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main{max-width:980px;margin:0 auto;padding:28px 32px 64px}
.en{color:var(--soft);font-size:.86em;font-weight:400}
h1{font-size:28px;line-height:1.3;margin:2px 0 8px;font-weight:650}
h1 .en{display:block;font-size:16px}
h2{font-size:20px;margin:52px 0 14px;padding-top:14px;border-top:2px solid var(--ink);
font-weight:650}
h3,figcaption{font-size:15px;margin:26px 0 8px;font-weight:600}
.brand{margin:0;color:var(--soft);font-size:13px;letter-spacing:.04em}
.chip{border:1px solid var(--red);color:var(--red);border-radius:3px;padding:1px 7px;
margin-left:8px;font-weight:600;letter-spacing:0}
.facts{list-style:none;padding:0;margin:0 0 18px;color:var(--soft);font-size:13px;display:flex;
flex-wrap:wrap;gap:2px 22px}
code{font:12.5px ui-monospace,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.headline{border-left:4px solid var(--blue);padding:2px 0 2px 16px;margin:18px 0 22px}
.headline p{margin:0;font-size:18px;line-height:1.55}
.headline .en{display:block;font-size:14px;line-height:1.5;margin-top:4px}
.headline p.trust{font-size:14px;margin-top:12px}
.headline p.trust .en{font-size:13px;margin-top:1px}
.cards{display:grid;grid-template-columns:repeat(5,1fr);
border:1px solid var(--line);border-radius:6px}
.card{padding:14px 14px 12px;border-left:1px solid var(--line);min-width:0}
.card:first-child{border-left:0}
.card .k{font-size:13px;font-weight:600;line-height:1.35}
.card .k .en{display:block}
.card .b{font-size:25px;line-height:1.2;margin-top:10px;font-weight:650;overflow-wrap:anywhere}
.card .b.long{font-size:18px;line-height:1.65}
.card .u{font-size:12px;color:var(--soft)}
.card .e{font-size:12px;color:var(--soft);margin-top:8px;line-height:1.45}
.card .e .en{display:block;font-size:12px}
.card.alarm .b,.card.alarm .e{color:var(--red)}
nav{margin:18px 0 0;font-size:13px}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:2px 20px}
a{color:var(--blue);text-decoration:none}
a:hover{text-decoration:underline}
.notice{border:1px solid var(--line);border-left:4px solid var(--soft);background:var(--wash);
padding:7px 12px;margin:10px 0;font-size:14px}
.notice.alarm{border-left-color:var(--red)}
.note{color:var(--soft);font-size:13px;margin:6px 0 12px}
.note .en,.notice .en,section>p .en{display:block}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.45}
th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{padding-left:2px}
th{font-weight:600;border-bottom:1.5px solid var(--ink);vertical-align:bottom;line-height:1.3}
th .en{display:block;font-size:12px}
th .u{font-weight:400;color:var(--soft);font-size:12px;display:block}
th .u .en{display:inline}
td{overflow-wrap:break-word}
td .en{font-size:12px}
.n{text-align:right;white-space:nowrap}
.d{white-space:nowrap}
th.n{white-space:normal}
th{word-break:keep-all}
th .u .en{white-space:nowrap}
tr.total td{font-weight:650;border-top:1.5px solid var(--ink)}
tr.alarm td{background:#fdf1ea}
tr.alarm td:first-child{box-shadow:inset 3px 0 var(--red);padding-left:8px}
#table-manifest td:last-child{font:12.5px ui-monospace,Consolas,"DejaVu Sans Mono",monospace;
overflow-wrap:anywhere}
.h1{background:#eef6fb}.h2{background:#dcedf7}.h3{background:#c9e3f2}.h4{background:#b4d8ed}
.h5{background:#9dcbe6}.h6{background:#86bedf}.h7{background:#6db0d7}.h8{background:#54a2cf}
details{margin:8px 0 18px}
summary{cursor:pointer;font-size:14px;color:var(--blue);padding:2px 0}
summary .en{color:inherit}
figure{margin:22px 0 30px}
figcaption{margin:0 0 10px}
.narrow{display:none}
svg.chart{display:block;max-width:100%;height:auto}
svg text{fill:var(--ink);font-size:13px}
svg .s{font-size:11px;fill:var(--soft)}
svg .v{font-size:12px}
svg .halo{paint-order:stroke;stroke:#fff;stroke-width:4px}
svg .strong{font-weight:700}
svg .soft{fill:var(--soft)}
svg .grid{stroke:#e4e8ed;stroke-width:1}
svg .zero{stroke:#8b95a1;stroke-width:1}
svg .link{stroke:#8b95a1;stroke-width:1;stroke-dasharray:2 2}
svg .mark{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3}
svg .band-wide{fill:#cfe4f2}svg .band{fill:#8fc1e0}
svg .median{fill:none;stroke:#004f7c;stroke-width:2}
.t-plain{fill:#5a6572;stroke:#5a6572}.t-recovered{fill:#9fb0bf;stroke:#7b8c9b}
.t-loss{fill:#d55e00;stroke:#d55e00}.t-lender{fill:#0072b2;stroke:#0072b2}
.t-fund{fill:#009e73;stroke:#009e73}.t-insurer{fill:#e69f00;stroke:#b97f00}
.t-guarantor{fill:#cc79a7;stroke:#b0568a}.t-government{fill:#56b4e9;stroke:#2f93cc}
.t-other{fill:#7a7f87;stroke:#7a7f87}.t-gap{fill:#000;stroke:#000}
svg rect{stroke-width:0}
svg rect.hollow{fill:#fff;stroke-width:1.5}
.watermark{position:fixed;top:42%;left:0;right:0;text-align:center;font-size:min(15vw,150px);
font-weight:700;color:#b8430a;opacity:.07;transform:rotate(-28deg);pointer-events:none;z-index:9;
white-space:nowrap}
@media screen and (max-width:820px){
main{padding:18px 16px 48px}
.cards{grid-template-columns:1fr 1fr}
.card:nth-child(odd){border-left:0}
.card:nth-child(n+3){border-top:1px solid var(--line)}
.card:nth-child(5){grid-column:1/-1}
h1{font-size:23px}
.headline p{font-size:16px}
h2{margin-top:40px}
td:not(.n):not(.d){min-width:7em}
}
@media screen and (max-width:760px){.wide{display:none}.narrow{display:block}}
)css";

const char* const kPrint = R"css(
@page{size:A4;margin:19mm 14mm 17mm}
@media print{
body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}
nav{display:none}
summary{color:var(--soft)}
.cards{grid-template-columns:repeat(5,1fr)}
.card{padding:8px 9px}
.card .b{font-size:14pt}.card .b.long{font-size:10.5pt}
.headline p{font-size:12pt}.headline .en{font-size:9.5pt}
h2{break-after:avoid;margin-top:22px}
h3,figcaption{break-after:avoid}
figure,.headline,.cards,.notice{break-inside:avoid}
tr{break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.5pt}
th,td{padding:3px 5px}
.scroll{overflow:visible}
section{break-before:auto}
#who-pays{break-before:page}
#manifest,#assumptions{break-inside:auto}
a{color:inherit}
}
)css";

/// A text inside a quoted CSS string.
std::string css_string(const std::string& text) {
  std::string out;
  for (const char c : clean(text)) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '<') {
      out += "\\3c ";  // never closes the style element
      continue;
    }
    out += c;
  }
  return "\"" + out + "\"";
}

}  // namespace

std::string style_sheet(const std::string& running_head) {
  std::string out = kScreen;
  out += kPrint;
  const std::string font =
      ";font:8pt Arial,\"Microsoft YaHei\",\"Noto Sans CJK SC\",\"WenQuanYi Micro Hei\",sans-serif;"
      "color:#5a6572}";
  out += "@page{@top-left{content:" + css_string(running_head) + font +
         "@bottom-right{content:counter(page) \" / \" counter(pages)" + font + "}\n";
  return out;
}

}  // namespace pledgelab
