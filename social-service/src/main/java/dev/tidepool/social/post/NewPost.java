package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A post about to be written: checked, exactly as given. Pure. */
record NewPost(String submolt, PostType type, String title, Optional<String> content, Optional<String> url) {

    NewPost {
        if ((type == PostType.LINK) != url.isPresent()) {
            throw Problem.invalidField(
                    "url", type == PostType.LINK ? "A link post needs a url." : "A text post carries no url.");
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
                url);
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
