package dev.tidepool.session.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of messages. */
@ConfigMapping(prefix = "tidepool.message")
interface MessageConfig {

    /** Of the content as UTF-8; the database's check allows no more than the default. */
    @WithDefault("262144")
    int maxContentBytes();

    /** Monthly partitions kept ready, this month's included. */
    @WithDefault("3")
    int partitionMonths();

    /** Whole months after which messages are out of reach: their partition is detached. At least 1. */
    @WithDefault("13")
    int retentionMonths();

    /** Messages of one organisation stored in one transaction when many are appended at the same time. */
    @WithDefault("64")
    int appendBatch();

    /** Messages that an export reads at once. */
    @WithDefault("200")
    int exportPage();

    /** Of the messages that are read at once, their calls included: so much, and the message that passes it. */
    @WithDefault("1048576")
    long pageBytes();

    /** Messages that one request of a search looks through. */
    @WithDefault("2000")
    int searchMessages();

    /** Of their content: so much is looked through, and the message that passes it. */
    @WithDefault("4194304")
    long searchBytes();
}
