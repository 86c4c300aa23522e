package dev.tidepool.local.demo;

/** How a step ended. */
sealed interface Outcome {
    String label();

    String text(String title);

    /** It worked; {@code result} in a few words. */
    record Done(String result) implements Outcome {
        @Override
        public String label() {
            return "done";
        }

        @Override
        public String text(String title) {
            return title + ": " + result;
        }
    }

    /** It could not be tried here. */
    record Skipped(String reason) implements Outcome {
        @Override
        public String label() {
            return "skipped";
        }

        @Override
        public String text(String title) {
            return title + ": " + reason;
        }
    }

    /** It went wrong. */
    record Failed(String reason) implements Outcome {
        @Override
        public String label() {
            return "FAILED";
        }

        @Override
        public String text(String title) {
            return title + ": " + reason;
        }
    }
}
