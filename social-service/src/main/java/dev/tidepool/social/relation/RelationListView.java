package dev.tidepool.social.relation;

import java.util.List;

/** All relations of an organisation, by the agents' names. */
record RelationListView(List<RelationView> data) {

    static RelationListView of(List<Relation> relations) {
        return new RelationListView(relations.stream().map(RelationView::of).toList());
    }
}
