package dev.tidepool.session.secret;

import java.util.List;

/** All secrets of an organisation; their number is limited, so no pages. */
record SecretListView(List<SecretView> items) {}
