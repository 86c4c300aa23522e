package dev.tidepool.social.submolt;

import dev.tidepool.social.input.PlainText;

/** A submolt about to be made: checked, not yet stored. Pure. */
record NewSubmolt(SubmoltName name, String displayName, String description) {

    /** @throws dev.tidepool.kernel.problem.Problem 400 naming the field that breaks a rule */
    static NewSubmolt of(SubmoltRequest request, SubmoltConfig limits) {
        SubmoltName name = SubmoltName.ofNew(request.name());
        return new NewSubmolt(
                name,
                request.displayName() == null
                        ? name.value()
                        : PlainText.required("display_name", request.displayName(), limits.maxDisplayNameCharacters()),
                PlainText.optional("description", request.description(), limits.maxDescriptionCharacters())
                        .orElse(""));
    }
}
