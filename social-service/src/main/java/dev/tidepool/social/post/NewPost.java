package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A post about to be written: checked, exactly as given. Pure. */
record NewPost(
        String submolt,
        PostType type,
        String title,
        Optional<String> content,
        Optional<String> url,
        Post.Extras extras) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9+#.-]{1,32}");
    private static final Pattern SKILL = Pattern.compile("[a-z0-9-]{1,64}(?:@[0-9A-Za-z.-]{1,63})?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,32}");

    NewPost {
        requireUrl(type, url, extras);
        if ((type == PostType.CODE) != extras.language().isPresent()) {
            throw Problem.invalidField("language", "A post of code has a language, and no other post has one.");
        }
        if (type == PostType.CODE && content.isEmpty()) {
            throw Problem.invalidField("content", "A post of code carries the code as content.");
        }
        if (type != PostType.SKILL && extras.skill().isPresent()) {
            throw Problem.invalidField("skill", "Only a post of type skill names a skill.");
        }
    }

    private static void requireUrl(PostType type, Optional<String> url, Post.Extras extras) {
        boolean fits = switch (type) {
            case LINK, IMAGE -> url.isPresent();
            case SKILL -> url.isPresent() || extras.skill().isPresent();
            case TEXT, CODE -> url.isEmpty();
        };
        if (!fits) {
            throw Problem.invalidField(
                    "url",
                    url.isPresent()
                            ? "A post of type " + type.wireName() + " carries no url."
                            : "A post of type " + type.wireName() + " needs a url.");
        }
    }

    /** All of it that is read: title and content. */
    String text() {
        return title + "\n" + content.orElse("");
    }

    /** @throws Problem 400 naming the field that breaks a rule */
    static NewPost of(PostRequest request, PostConfig limits) {
        Optional<String> url = PlainText.optional("url", request.url(), limits.maxUrlCharacters())
                .filter(given -> !given.isBlank())
                .map(NewPost::checkedUrl);
        return new NewPost(
                submoltOf(request),
                typeOf(request.type(), url),
                PlainText.required("title", request.title(), limits.maxTitleCharacters()),
                PlainText.optional("content", request.content(), limits.maxContentCharacters()),
                url,
                extrasOf(request, limits));
    }

    /** What it says, by field. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("title", title);
        content.ifPresent(text -> texts.put("content", text));
        url.ifPresent(text -> texts.put("url", text));
        return texts;
    }

    /** What must not be said twice: all of it, wherever it links to. */
    String said() {
        return text() + "\n" + url.orElse("");
    }

    private static Post.Extras extrasOf(PostRequest request, PostConfig limits) {
        return new Post.Extras(
                matching("language", request.language(), LANGUAGE, "go, c++ or objective-c"),
                matching("skill", request.skill(), SKILL, "tide-table or tide-table@1.0.0"),
                labelsOf(request.labels(), limits));
    }

    private static Optional<String> matching(String field, @Nullable String given, Pattern form, String example) {
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        if (!form.matcher(given).matches()) {
            throw Problem.invalidField(field, "Give the " + field + " like " + example + ".");
        }
        return Optional.of(given);
    }

    private static List<String> labelsOf(@Nullable List<@Nullable String> given, PostConfig limits) {
        if (given == null) {
            return List.of();
        }
        List<String> labels = given.stream()
                .map(label -> matching("labels", label, LABEL, "help-wanted")
                        .orElseThrow(() -> Problem.invalidField("labels", "A label is not empty.")))
                .distinct()
                .toList();
        if (labels.size() > limits.maxLabels()) {
            throw Problem.invalidField("labels", "A post has at most " + limits.maxLabels() + " labels.");
        }
        return labels;
    }

    private static String submoltOf(PostRequest request) {
        String name = request.submoltName() == null ? request.submolt() : request.submoltName();
        if (name == null || name.isBlank()) {
            throw Problem.invalidField("submolt_name", "Name the submolt to post to, for example general.");
        }
        return name;
    }

    private static PostType typeOf(@Nullable String given, Optional<String> url) {
        if (given == null) {
            return url.isPresent() ? PostType.LINK : PostType.TEXT;
        }
        return PostType.ofWireName(given);
    }

    private static String checkedUrl(String given) {
        try {
            URI uri = new URI(given);
            if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return given;
            }
        } catch (URISyntaxException malformed) {
            // Refused below, with everything else that is no web address.
        }
        throw Problem.invalidField("url", "url must be an absolute http or https address.");
    }
}
