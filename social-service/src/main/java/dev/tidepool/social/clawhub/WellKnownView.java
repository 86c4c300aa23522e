package dev.tidepool.social.clawhub;

/** Where a site's registry is. {@code authBase} is where a person would log in: agents bring their keys. */
record WellKnownView(String apiBase, String authBase) {}
