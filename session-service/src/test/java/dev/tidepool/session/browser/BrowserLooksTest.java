package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserLooksTest {

    private final BrowserLooks looks = new BrowserLooks(2);
    private final List<UniEmitter<? super String>> begun = new ArrayList<>();

    @Test
    void soManyAreTakenAtOnceAndTheOthersWait() {
        for (int count = 0; count < 4; count++) {
            look();
        }
        assertThat(begun).hasSize(2);
        begun.get(0).complete("done");
        assertThat(begun).hasSize(3);
        begun.get(1).fail(new IllegalStateException("too large"));
        assertThat(begun).hasSize(4);
    }

    @Test
    void whoGivesUpLeavesRoom() {
        look();
        Cancellable looking = look();
        Cancellable waiting = look();
        look();
        waiting.cancel();
        assertThat(begun).hasSize(2);
        looking.cancel();
        assertThat(begun).hasSize(3);
        begun.get(0).complete("done");
        begun.get(2).complete("done");
        look();
        look();
        assertThat(begun).hasSize(5);
    }

    private Cancellable look() {
        return looks.inTurn(() -> Uni.createFrom().<String>emitter(begun::add))
                .subscribe()
                .with(done -> {}, failure -> {});
    }
}
