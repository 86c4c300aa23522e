package dev.tidepool.session.send;

import java.util.List;

/** All permissions of a session: there are a hundred at most. */
record SenderListView(List<SenderView> items) {

    static SenderListView of(List<Sender> senders) {
        return new SenderListView(senders.stream().map(SenderView::of).toList());
    }
}
