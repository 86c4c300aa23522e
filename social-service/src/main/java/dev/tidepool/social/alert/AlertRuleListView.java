package dev.tidepool.social.alert;

import java.util.List;

/** All rules of an organisation, in the order in which they were made. */
record AlertRuleListView(List<AlertRuleView> data) {

    static AlertRuleListView of(List<AlertRule> rules) {
        return new AlertRuleListView(rules.stream().map(AlertRuleView::of).toList());
    }
}
