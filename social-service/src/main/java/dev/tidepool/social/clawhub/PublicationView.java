package dev.tidepool.social.clawhub;

import java.util.UUID;

/** Answer to a publication. */
record PublicationView(boolean ok, UUID skillId, UUID versionId) {}
