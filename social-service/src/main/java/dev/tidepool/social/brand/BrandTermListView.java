package dev.tidepool.social.brand;

import java.util.List;

/** All terms of an organisation, in the order in which they were made. */
record BrandTermListView(List<BrandTermView> data) {

    static BrandTermListView of(List<TermCount> terms) {
        return new BrandTermListView(terms.stream().map(BrandTermView::of).toList());
    }
}
