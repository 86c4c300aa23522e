package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageOutlineTest {

    @Test
    void whatIsNestedDeeperThanAStackGoesIsRead() throws InterruptedException {
        JsonArray nodes = new JsonArray();
        int depth = 20_000;
        for (int id = 0; id < depth; id++) {
            nodes.add(node(id, "generic", "").put("childIds", new JsonArray().add(String.valueOf(id + 1))));
        }
        nodes.add(node(depth, "button", "Go"));
        PageOutline.Outline[] read = new PageOutline.Outline[1];
        Thread narrow = new Thread(null, () -> read[0] = PageOutline.of(nodes, Map.of(), 1000), "narrow", 512 * 1024);
        narrow.start();
        narrow.join();
        assertThat(read[0].text()).isEqualTo("- button \"Go\" [ref=e1]\n");
    }

    @Test
    void whatIsInAFrameStandsWhereTheFrameDoes() {
        JsonArray nodes = new JsonArray()
                .add(node(1, "main", "")
                        .put("childIds", new JsonArray().add("2").add("3")))
                .add(node(2, "Iframe", "inner"))
                .add(node(3, "button", "after"));
        JsonArray frame = new JsonArray()
                .add(node(11, "RootWebArea", "")
                        .put("childIds", new JsonArray().add("12").add("13")))
                .add(node(12, "button", "first"))
                .add(node(13, "button", "second"));
        assertThat(PageOutline.of(nodes, Map.of(2, frame), 1000).text().lines().map(String::strip))
                .containsExactly(
                        "- main [ref=e1]",
                        "- Iframe \"inner\" [ref=e2]",
                        "- button \"first\" [ref=e3]",
                        "- button \"second\" [ref=e4]",
                        "- button \"after\" [ref=e5]");
    }

    private static JsonObject node(int id, String role, String name) {
        return new JsonObject()
                .put("nodeId", String.valueOf(id))
                .put("backendDOMNodeId", id)
                .put("role", new JsonObject().put("value", role))
                .put("name", new JsonObject().put("value", name));
    }
}
