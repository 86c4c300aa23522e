package dev.tidepool.session.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A model in OpenAI's shape. */
record ModelView(
        String id,
        String object,
        long created,
        @JsonProperty("owned_by") String ownedBy) {

    static ModelView of(ModelInfo model) {
        return new ModelView(model.id(), "model", model.created(), model.ownedBy());
    }
}
