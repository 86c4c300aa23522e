package dev.tidepool.session.model;

import java.util.List;

/** All models in OpenAI's shape. */
record ModelListView(String object, List<ModelView> data) {

    static ModelListView of(List<ModelInfo> models) {
        return new ModelListView("list", models.stream().map(ModelView::of).toList());
    }
}
