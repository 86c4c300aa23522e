package dev.tidepool.staking.action;

import java.util.List;

/** JSON of {@code /actions.json}: which addresses are actions. */
record ActionRulesView(List<RuleView> rules) {

    record RuleView(String pathPattern, String apiPath) {}

    static ActionRulesView all() {
        return new ActionRulesView(List.of(new RuleView("/actions/**", "/actions/**")));
    }
}
