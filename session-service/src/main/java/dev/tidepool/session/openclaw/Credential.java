package dev.tidepool.session.openclaw;

/** What is shown to the gateway beside the device's signature. */
sealed interface Credential {

    /** The text that the device signs with the rest. */
    String signed();

    /** Nothing: a gateway on trust in the device alone. */
    record None() implements Credential {
        @Override
        public String signed() {
            return "";
        }
    }

    /** The token that the operator configured on both sides. */
    record Shared(String token) implements Credential {
        @Override
        public String signed() {
            return token;
        }

        @Override
        public String toString() {
            return "Shared[...]";
        }
    }

    /** The token that the gateway gave this device when it was approved. */
    record Device(String token) implements Credential {
        @Override
        public String signed() {
            return token;
        }

        @Override
        public String toString() {
            return "Device[...]";
        }
    }
}
