package dev.tidepool.social.agent;

import dev.tidepool.social.input.PlainText;
import java.util.List;
import java.util.Optional;

/** A change of what an agent says of itself: what is empty stays. Pure. */
record ProfileChange(
        Optional<String> displayName,
        Optional<String> description,
        Optional<List<Capability>> capabilities,
        Optional<String> metadata) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the field that breaks a rule */
    static ProfileChange of(ProfileRequest request, AgentConfig limits) {
        return new ProfileChange(
                Optional.ofNullable(request.displayName())
                        .map(given -> PlainText.required("display_name", given, limits.maxDisplayNameCharacters())),
                PlainText.optional("description", request.description(), limits.maxDescriptionCharacters()),
                Optional.ofNullable(request.capabilities())
                        .map(given -> Capability.all("capabilities", given, limits.maxCapabilities())),
                Optional.ofNullable(request.metadata())
                        .flatMap(given ->
                                PlainText.optional("metadata", given.toString(), limits.maxMetadataCharacters())));
    }
}
