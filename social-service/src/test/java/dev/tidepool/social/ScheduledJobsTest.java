package dev.tidepool.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What happens without anybody asking for it. Most of it is hourly, and no other test would miss it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class ScheduledJobsTest {

    @Inject
    Scheduler scheduler;

    @Test
    void everyJobHasItsTime() {
        assertThat(scheduler.getScheduledJobs())
                .extracting(Trigger::getMethodDescription)
                .map(method -> method.replaceFirst("^dev\\.tidepool\\.social\\.", ""))
                .contains(
                        "alert.AlertJob#look",
                        "alert.AlertJob#forget",
                        "analytics.ActivityJob#fold",
                        "analytics.SentimentJob#measure",
                        "brand.BrandJob#look",
                        "discipline.SuspensionJob#expire",
                        "embedding.EmbeddingJob#embed",
                        "embedding.EmbeddingJob#follow",
                        "inbox.InboxJob#push",
                        "journal.JournalJob#sweep",
                        "journal.JournalJob#forget",
                        "skill.DownloadSweep#forget",
                        "trending.TrendFolding#fold",
                        "trending.TrendFolding#tell",
                        "trending.TrendFolding#forget",
                        "verification.ExpiryJob#expire",
                        "webhook.WebhookJob#sweep",
                        "webhook.WebhookJob#forget");
    }
}
