#include "engine/app/commands.hpp"
#include "engine/app/share_json.hpp"

namespace pledgelab {

int share_command(const Arguments& arguments) {
  CommandLine line("share", "Who pays what of given losses, each fen with its clause.",
                   "pledgelab share --losses losses.csv --policy zhongshan");
  ShareRequest request;
  line.options()
      .add_option("--losses", request.losses_path, "losses.csv: one row a loss")
      ->required();
  line.options()
      .add_option("-p,--policy", request.policy_path, "a file, or the name of a shipped policy")
      ->required();
  line.options().add_flag("--ignore-effective", request.ignore_effective,
                          "leave the policy's dates aside");
  if (const auto code = line.parse(arguments)) return *code;
  const auto outcome = share(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  const int code = outcome.value().undecided_count > 0 ? 1 : 0;
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()),
                outcome.value().warnings, code);
}

int explain_command(const Arguments& arguments) {
  CommandLine line("explain", "One loss, step by step: clause, figures, who was billed what.",
                   "pledgelab explain --loss L0001 --losses losses.csv --policy zhongshan");
  ShareRequest request;
  std::string loss_id;
  line.options().add_option("--loss", loss_id, "the loss_id")->required();
  line.options()
      .add_option("--losses", request.losses_path, "losses.csv: one row a loss")
      ->required();
  line.options()
      .add_option("-p,--policy", request.policy_path, "a file, or the name of a shipped policy")
      ->required();
  line.options().add_flag("--ignore-effective", request.ignore_effective,
                          "leave the policy's dates aside");
  if (const auto code = line.parse(arguments)) return *code;
  const auto explanation = explain_share(request, loss_id);
  if (!explanation) return refuse(line.json(), explanation.errors());
  return answer(line.json(), to_json(explanation.value()), to_text(explanation.value()), {});
}

}  // namespace pledgelab
