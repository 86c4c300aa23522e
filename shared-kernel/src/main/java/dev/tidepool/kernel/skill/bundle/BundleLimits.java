package dev.tidepool.kernel.skill.bundle;

/** How much a bundle may hold, unpacked. */
public record BundleLimits(int files, int fileBytes, int bytes) {}
