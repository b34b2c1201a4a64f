#include "models/policy/grammar.hpp"

namespace pledgelab {
namespace {

const char* const kEffectiveBy = "origination|default|claim";
const char* const kKinds =
    "bank|fund|treasury|guarantor|reguarantor|insurer|valuer|manager|purchaser";

std::vector<GrammarRule> head_rules() {
  return {
      {"policy",
       {{"schema", true, "=policy/1", "文件种类", "kind of document"},
        {"id", true, "text", "办法编号", "the policy's id"},
        {"version", true, "text", "版本", "version"},
        {"name", false, "name", "名称", "name in both languages"},
        {"source", true, "[source]", "依据", "where the clauses come from"},
        {"effective", true, "effective", "适用期间", "dates that pick the policy"},
        {"money", true, "money", "币种与舍入", "currency and rounding"},
        {"year", true, "=calendar or year", "年度", "what a year is"},
        {"assume", false, "{VALUE}", "原文未载的假设，以 $NAME 引用",
         "what the source does not say, used as $NAME"},
        {"parties", true, "{party}", "当事方", "who may pay"},
        {"residual", true, "text", "剩余承担方", "who bears what no step gives to another"},
        {"ratios", false, "{ratio}", "比率", "ratios of two measures"},
        {"claim", true, "claim", "索赔", "what triggers a claim and when it is paid"},
        {"steps", true, "[step]", "步骤，按次序执行",
         "the clauses, in the order in which they run"},
        {"breakers", false, "[breaker]", "熔断", "what warns or stops"},
        {"charges", false, "[charge]", "费用与补贴", "money that is no part of a loss"},
        {"purchase", false, "purchase", "承诺收购", "committed purchase of the pledged right"},
        {"recovery", true, "recovery", "回收款", "who gets what comes back"}}},
      {"name",
       {{"zh", false, "text", "中文名称", "Chinese name"},
        {"en", false, "text", "英文名称", "English name"}}},
      {"source",
       {{"title", true, "text", "题名", "title"},
        {"ref", false, "text", "出处", "where it stands"},
        {"date", false, "text", "日期", "date"},
        {"mark", true, "found|known|assumed", "可靠程度", "how sure it is"}}},
      {"effective",
       {{"from", true, "date", "起始日", "first day"},
        {"to", false, "date", "截止日（含）", "last day, inclusive"},
        {"by", true, kEffectiveBy, "按哪一日判断", "which date is tested"}}},
      {"money",
       {{"currency", true, "CNY|USD|GBP|EUR|KRW|JPY|SGD", "币种", "currency"},
        {"round", true, "half_up|half_even", "舍入", "how a fraction is rounded"}}},
      {"year", {{"from", true, "MONTH_DAY", "年度首日，月-日", "first day of a year, MM-DD"}}},
  };
}

std::vector<GrammarRule> party_rules() {
  return {
      {"party",
       {{"kind", true, kKinds, "种类", "what it is"},
        {"firm", false, "FACT", "担任该角色的机构所在列", "the column that names the firm"},
        {"claim_owner", false, "text", "付后债权归谁；缺省按种类",
         "who owns the claim after its payment; by its kind where not written"},
        {"split", false, "SHARES", "承担额的内部再分", "its bill divided again"},
        {"account", false, "account", "账户", "its account"}}},
      {"account",
       {{"sources", true, "[funding]", "资金来源", "money paid in"},
        {"income", false, "income", "利息收入", "interest on the balance"},
        {"costs", false, "[cost]", "年度费用", "what leaves it each year"},
        {"top_up", false, "[top_up]", "补足", "when and by whom it is filled up"},
        {"leverage", false, "leverage", "放大倍数", "how many loans it stands behind"}}},
      {"funding",
       {{"from", true, "text", "出资方", "who pays in"},
        {"amount", true, "AMOUNT", "金额", "how much"},
        {"date", true, "date", "日期", "when"}}},
      {"income",
       {{"rate", true, "VALUE", "年利率", "yearly rate"},
        {"credited", true, "quarter|year", "结息", "when it is paid in"}}},
      {"cost",
       {{"id", true, "text", "名称", "name"},
        {"amount", true, "AMOUNT", "金额", "how much"},
        {"every", true, "=year", "每年度", "each policy year"}}},
      {"top_up",
       {{"from", true, "text", "出资方", "who pays in"},
        {"below", true, "AMOUNT", "低于此额时", "where the balance is below"},
        {"to", true, "AMOUNT", "补足至", "up to"},
        {"at_most", false, "AMOUNT", "每次至多", "at most"}}},
      {"leverage",
       {{"at_most", true, "VALUE", "倍数上限", "times"},
        {"of", true, "=paid_in or AMOUNT", "基数", "of what"},
        {"counts", true, "FACT", "计入的贷款金额列", "the column of money that counts"}}},
      {"ratio",
       {{"top", true, "MEASURE", "分子", "numerator"},
        {"bottom", true, "MEASURE", "分母", "denominator"},
        {"loans", true, "text", "贷款范围：scheme、all 或另写", "scheme, all, or a text"},
        {"per", true, "text", "按谁计算：scheme、lender 或当事方", "scheme, lender or a party"},
        {"at", true, "running|month_end|quarter_end|year_end", "计算日", "closing days"}}},
  };
}

std::vector<GrammarRule> claim_rules() {
  return {
      {"claim",
       {{"trigger", false, "COND", "触发条件", "what triggers it"},
        {"wait", false, "DURATION", "等待期", "how long after default it may be filed"},
        {"file_within", false, "DURATION", "索赔期限", "how long it may be filed"},
        {"pay", true, "claim|quarter_end|year_end", "支付日", "when it is paid"},
        {"instalments", false, "[instalment]", "分期支付", "payment in parts"},
        {"advance", false, "advance", "预补偿", "payment before the final loss is known"}}},
      {"instalment",
       {{"share", true, "VALUE", "比例", "part"},
        {"after", true, "DURATION", "支付日后", "how long after the pay date"}}},
      {"advance",
       {{"rate", true, "VALUE", "比例", "part of the estimate"},
        {"final", true, "write_off|settlement", "最终结算", "what makes the loss final"}}},
      {"breaker",
       {{"id", true, "text", "编号", "id"},
        {"watch", false, "watch_what", "监测对象", "what is watched"},
        {"trip", false, "BOUND", "触发", "what trips it"},
        {"resume", false, "=never or BOUND", "恢复", "what ends it"},
        {"any", false, "[watch]", "任一触发", "trips when one of them does"},
        {"does", true, "warn|stop_new|stop_claims", "后果", "what it does"},
        {"held", false, "until_resume|lapse", "暂停期间的索赔", "what becomes of held claims"},
        {"off_at_least", false, "DURATION", "最短停止时间；可恢复者必写",
         "shortest time until it resumes; must be written unless resume is never"}},
       {"watch", "any"}},
      {"watch",
       {{"watch", true, "watch_what", "监测对象", "what is watched"},
        {"trip", true, "BOUND", "触发", "what trips it"},
        {"resume", true, "=never or BOUND", "恢复", "what ends it"}}},
      {"charge",
       {{"id", true, "text", "编号", "id"},
        {"kind", true, "premium|fee|subsidy|reward", "种类", "what it is"},
        {"amount", true, "VALUE", "金额", "how much"},
        {"payer", true, "text", "付款方", "who pays: a party or borrower"},
        {"payee", true, "text", "收款方", "who receives: a party or borrower"},
        {"every", true, "once|quarter|year", "频率", "how often"},
        {"when", false, "origination|settlement|claim", "发生时点；不写即放款日（origination）",
         "on which day it arises; origination where not written"},
        {"years", false, "count", "至多年数", "for how many years at most"},
        {"if", false, "COND", "条件", "for which loans"},
        {"at_most", false, "VALUE", "上限", "at most"},
        {"per", false, "LIMIT_UNIT", "上限的范围，与 at_most 同写",
         "over what the limit runs; written with at_most"}}},
      {"purchase",
       {{"party", true, "text", "收购方", "who buys"},
        {"price", true, "VALUE", "价格", "for how much"},
        {"within", true, "DURATION", "期限", "how long after default"}}},
      {"recovery",
       {{"costs", true, "first|shared", "费用的扣除", "what covers costs"},
        {"by", true, "recompute|as_borne|as_quota|residual_first|payers_first", "分配",
         "how it is divided"},
        {"within", false, "DURATION", "期限", "how long it is divided"}}},
  };
}

std::vector<GrammarRule> step_rules() {
  const GrammarKey otherwise{"else", false, "text", "其余归谁；缺省为剩余承担方",
                             "who bears the rest; the residual party where not written"};
  const GrammarKey party{"party", true, "text", "当事方", "whose bill"};
  const GrammarKey per{"per", true, "UNIT", "合并计算的范围", "over what a total runs"};
  const GrammarKey when{"when", false, "claim|close",
                        "逐笔索赔时或期末计算；per 含期间时必写，per: loss 时不写",
                        "at each claim or at the close; must be written where per has a period"};
  const GrammarKey upto{"upto", true, "VALUE", "上限", "up to"};
  const GrammarKey to{"to", true, "SHARES", "由谁承担", "who bears it"};
  const GrammarKey above{"above", false, "VALUE", "下限", "from"};
  const GrammarKey upto_open{"upto", false, "VALUE", "上限", "up to"};
  return {
      {"step",
       {{"step", true, "text", "步骤名", "the step's id"},
        {"law", false, "text", "条文", "the clause"},
        {"if", false, "COND", "适用条件", "skipped where it does not hold"},
        {"gate", false, "gate", "资格", "what a loss must satisfy"},
        {"base", false, "base", "计损基数", "what of the loss counts"},
        {"deductible", false, "deductible", "起赔额", "the first part goes to else"},
        {"slice", false, "slice", "分层", "the next part of the open loss, to named payers"},
        {"layer", false, "layer", "区间", "what lies between stays open"},
        {"band", false, "band", "不良率区间", "the part of a ratio's band stays open"},
        {"quota", false, "SHARES", "比例分担", "all that is open, divided"},
        {"cap", false, "cap", "限额", "what a party bears at most"},
        {"cede", false, "cede", "转移", "a part of a party's bill, to others"}},
       {"gate", "base", "deductible", "slice", "layer", "band", "quota", "cap", "cede"}},
      {"gate", {{"require", true, "COND", "须满足", "what must hold"}, otherwise}},
      {"base",
       {{"of", true, "[principal|interest|costs]", "计入的部分", "which parts count"},
        {"net", true, "flag", "是否扣除支付日前的回收款", "less what came back by the pay date"},
        {"interest_days", false, "count", "利息至多天数", "days of interest at most"},
        {"part", false, "FACT", "再乘以的比例", "the part of it that counts"},
        otherwise}},
      {"deductible", {{"first", true, "VALUE", "起赔额", "the first part"}, per, when, otherwise}},
      {"slice", {upto, per, when, to}},
      {"layer", {above, upto_open, per, when, otherwise}},
      {"band",
       {{"ratio", true, "text", "比率", "the ratio's id"},
        {"above", true, "VALUE", "下限", "from"},
        {"upto", true, "VALUE", "上限", "up to"},
        {"when", true, "=close", "期末", "at the close"},
        otherwise}},
      {"cap",
       {party,
        {"at", true, "=balance or VALUE", "限额", "at most"},
        per,
        when,
        {"room", true, "paid|paid_less_recovered", "额度如何使用", "what uses the room"},
        {"short", false, "fifo|pro_rata", "余额不足时", "how a short balance is shared out"},
        {"over", true, "text", "超出部分归谁，或 queue", "who bears what is above, or queue"}}},
      {"cede", {party, above, upto_open, per, when, to}},
  };
}

std::vector<GrammarRule> value_rules() {
  return {
      {"fact_value", {{"fact", true, "FACT", "事实的值", "the fact itself"}}},
      {"quotient", {{"ratio", true, "PAIR", "两列之比", "one column divided by another"}}},
      {"product",
       {{"rate", true, "VALUE", "乘数", "times"},
        {"of", true, "FACT or [FACT]", "合计的列；乘积按规则不低于零",
         "the sum of these; the product is by rule never below 0"},
        {"less", false, "FACT", "减去", "less"}}},
      {"tier",
       {{"tier", true, "FACT", "分档依据", "what decides"},
        {"rows", true, "[tier_row]", "各档，取首个符合的", "rows; the first that fits"}}},
      {"tier_row",
       {{"upto", false, "VALUE", "不超过（含）", "up to, inclusive"},
        {"in", false, "[WORD]", "属于", "one of"},
        {"else", false, "VALUE", "其他；其值直接写在此处，不写 is",
         "otherwise: the value itself, without is"},
        {"is", false, "VALUE", "取值；upto 与 in 须写", "the value; written with upto and in"}},
       {"upto+is", "in+is", "else-is"}},
      {"tranche",
       {{"tranche", true, "FACT", "分段依据", "what is cut into parts"},
        {"rows", true, "[tranche_row]", "各段", "the parts"}}},
      {"tranche_row",
       {{"upto", false, "VALUE", "至（含）", "up to, inclusive"},
        {"else", false, "VALUE", "再以上部分的比例，不写 rate",
         "above: the rate itself, without rate"},
        {"rate", false, "VALUE", "比例；与 upto 同写", "rate of this part; written with upto"}},
       {"upto+rate", "else-rate"}},
      {"sum",
       {{"sum", true, "[VALUE or term]", "各项之和", "terms"},
        {"at_most", false, "VALUE", "至多", "at most"}}},
      {"term",
       {{"if", true, "COND", "条件", "when it counts"},
        {"is", true, "VALUE", "取值", "the value"}}},
      {"measure_part",
       {{"rate", true, "VALUE", "比例", "part"}, {"of", true, "MEASURE", "指标", "measure"}}},
  };
}

std::vector<GrammarRule> all_rules() {
  std::vector<GrammarRule> rules = head_rules();
  for (auto more : {party_rules(), claim_rules(), step_rules(), value_rules()}) {
    rules.insert(rules.end(), more.begin(), more.end());
  }
  return rules;
}

}  // namespace

std::span<const GrammarRule> grammar_rules() {
  static const std::vector<GrammarRule> rules = all_rules();
  return rules;
}

const GrammarRule* find_rule(const std::string& name) {
  for (const GrammarRule& rule : grammar_rules()) {
    if (name == rule.name) return &rule;
  }
  return nullptr;
}

}  // namespace pledgelab
