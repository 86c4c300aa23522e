package dev.tidepool.social.alert;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** What a rule is about. */
sealed interface AlertTarget {

    /** All that is public. */
    record Network() implements AlertTarget {}

    /** What an agent does, or what happens to it. */
    record OfAgent(AgentId id) implements AlertTarget {}

    /** What happens in a submolt. */
    record OfSubmolt(SubmoltRef id) implements AlertTarget {}

    /** What is said of a term. */
    record OfTerm(TermRef id) implements AlertTarget {}

    /** The submolt that a rule is about. */
    record SubmoltRef(UUID value) implements TypedId {}

    /** The watched term that a rule is about: terms are another feature's, which builds on this one. */
    record TermRef(UUID value) implements TypedId {}
}
