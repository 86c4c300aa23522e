package dev.tidepool.staking.chain;

import java.util.List;

/** What became of a transaction handed to the cluster. Accepted means forwarded, not landed. */
public sealed interface SendOutcome {

    /** Forwarded to the leader. */
    record Accepted() implements SendOutcome {}

    /** Landed before; the signature's status tells how. */
    record AlreadyProcessed() implements SendOutcome {}

    /** The node does not know the blockhash: expired, or the node is behind. */
    record BlockhashUnknown() implements SendOutcome {}

    /** Failed in simulation; the same bytes would fail again. */
    record Rejected(String error, List<String> logs) implements SendOutcome {

        public Rejected {
            logs = List.copyOf(logs);
        }
    }
}
