package dev.tidepool.session.canvas;

import java.util.List;

/** The versions that are kept, newest first. */
record CanvasVersionListView(List<CanvasVersionView> items) {}
