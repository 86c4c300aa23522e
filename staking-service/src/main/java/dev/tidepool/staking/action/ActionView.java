package dev.tidepool.staking.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of an action as the specification of Solana Actions has it. */
record ActionView(
        @Schema(description = "action") String type,

        @Schema(description = "Absolute address of a picture")
        String icon,

        String title,
        String description,

        @Schema(description = "On the button, where there is but one")
        String label,

        LinksView links) {

    record LinksView(List<LinkView> actions) {}

    /** @param href may have {@code {name}} for each parameter */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record LinkView(
            @Schema(description = "transaction") String type,
            String href,
            String label,
            Optional<List<ParameterView>> parameters) {

        static LinkView of(String href, String label) {
            return new LinkView("transaction", href, label, Optional.empty());
        }

        static LinkView of(String href, String label, List<ParameterView> parameters) {
            return new LinkView("transaction", href, label, Optional.of(parameters));
        }
    }

    record ParameterView(
            @Schema(description = "number or text") String type, String name, String label, boolean required) {}

    static ActionView of(String icon, String title, String description, String label, List<LinkView> links) {
        return new ActionView("action", icon, title, description, label, new LinksView(links));
    }
}
