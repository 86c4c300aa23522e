package dev.tidepool.social.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenOnceTest {

    private final ObjectMapper mapper = new ObjectMapper();

    /** Counts how often it is written. */
    static final class Item {
        private final String name;
        private int times;

        Item(String name) {
            this.name = name;
        }

        public String getName() {
            times++;
            return name;
        }
    }

    record Answer(
            @JsonSerialize(using = WrittenOnce.class) List<Item> posts,
            @JsonSerialize(using = WrittenOnce.class) List<Item> data,
            int count) {}

    @Test
    void theSameListIsWrittenOnceUnderBothNames() throws JsonProcessingException {
        Item item = new Item("a \"\u00e9\ud83e\udd9e\"");
        List<Item> items = List.of(item);
        String list = mapper.writeValueAsString(items);
        item.times = 0;
        assertThat(mapper.writeValueAsString(new Answer(items, items, 1)))
                .isEqualTo("{\"posts\":" + list + ",\"data\":" + list + ",\"count\":1}");
        assertThat(item.times).isEqualTo(1);
    }

    @Test
    void listsThatAreNotTheSameAreNotMixedUp() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new Answer(List.of(), List.of(new Item("b")), 1)))
                .contains("\"posts\":[]", "\"data\":[{\"name\":\"b\"");
        assertThat(mapper.writeValueAsString(new Answer(List.of(new Item("a")), List.of(new Item("b")), 2)))
                .contains("\"posts\":[{\"name\":\"a\"", "\"data\":[{\"name\":\"b\"");
    }
}
