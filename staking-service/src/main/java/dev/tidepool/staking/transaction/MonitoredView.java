package dev.tidepool.staking.transaction;

/** JSON: a build, and where it goes on. */
record MonitoredView(TransactionView transaction, MonitorView monitor) {

    static MonitoredView of(TransactionView built) {
        return new MonitoredView(built, MonitorView.of(built.id()));
    }
}
