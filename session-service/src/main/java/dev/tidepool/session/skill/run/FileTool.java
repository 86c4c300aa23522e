package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tool {@code read_file}, by which a model reads the files of the skill that it carries out: it is told their names, and asks for
 * those that it needs. What it may read in one execution is bounded. One for each execution, used by one thread at a time.
 */
final class FileTool {

    private static final String NAME = "read_file";

    private final SkillJob job;
    private final RunConfig.Files limits;
    private final ExactJson json;
    private long left;
    private int filesLeft;

    FileTool(SkillJob job, RunConfig.Files limits, ExactJson json) {
        this.job = job;
        this.limits = limits;
        this.json = json;
        this.left = limits.maxCharacters();
        this.filesLeft = limits.maxFiles();
    }

    /** A use of the tool that the model wishes. */
    record Use(String id, String path) {}

    /** What a model is told of the files, among its instructions; nothing if there are none. */
    String told() {
        return job.files().isEmpty()
                ? ""
                : job.files().entries().stream()
                        .map(file -> "- " + file.path() + " (" + file.bytes() + " bytes)")
                        .collect(Collectors.joining(
                                "\n",
                                "\n\nThe skill has these files besides. Read one with the tool " + NAME
                                        + " when its instructions call for it:\n",
                                ""));
    }

    /** The tool as a request names it. */
    void offer(ObjectNode body) {
        ObjectNode function =
                body.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", NAME).put("description", "Reads a text file of the skill.");
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject("path").put("type", "string");
        parameters.putArray("required").add("path");
    }

    /** What the model wishes to read; nothing when it has answered. */
    List<Use> wishes(JsonNode message) {
        List<Use> uses = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            String arguments = call.path("function").path("arguments").asText("");
            String path = json.parseObject(arguments.getBytes(StandardCharsets.UTF_8))
                    .map(given -> given.path("path").asText(""))
                    .orElse("");
            uses.add(new Use(call.path("id").asText(""), path));
        }
        return uses;
    }

    /** Reads what is wished and adds it to the conversation, behind the message that wishes it. */
    Uni<Void> use(List<Use> uses, JsonNode message, ArrayNode messages) {
        ObjectNode said = messages.addObject().put("role", "assistant");
        said.set("content", message.path("content"));
        said.set("tool_calls", message.path("tool_calls"));
        return Multi.createFrom()
                .iterable(uses)
                .onItem()
                .transformToUniAndConcatenate(use -> read(use.path())
                        .invoke(text -> messages.addObject()
                                .put("role", "tool")
                                .put("tool_call_id", use.id())
                                .put("content", text)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<String> read(String path) {
        if (left <= 0 || filesLeft <= 0) {
            return Uni.createFrom().item("No more files can be read. Answer with what you have.");
        }
        filesLeft--;
        return job.files()
                .text(path)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item("The skill has no text file of this path.")
                        : job.progress().apply("reads " + path).replaceWith(cut(found)));
    }

    private String cut(Optional<String> found) {
        String text = found.orElseThrow();
        int most = (int) Math.min(limits.maxFileCharacters(), left);
        left -= Math.min(text.length(), most);
        return text.length() <= most ? text : text.substring(0, most) + "\n[The rest of the file is left out.]";
    }
}
