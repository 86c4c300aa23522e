package dev.tidepool.kernel.skill.manifest;

import java.util.List;
import java.util.Map;

/** How a skill is executed. */
public sealed interface SkillSpec {

    /** The name on the wire. */
    String kind();

    /** A program of the service's own works on a text. */
    record Native(String program) implements SkillSpec {

        @Override
        public String kind() {
            return "native";
        }
    }

    /** A model is given the skill's text and the input. */
    record Prompt() implements SkillSpec {

        @Override
        public String kind() {
            return "prompt";
        }
    }

    /**
     * A service is called.
     *
     * @param url https, its path and query with {@code {member}} of the input in places
     * @param sendsInput whether the input is the body
     */
    record Http(String method, String url, Map<String, HeaderValue> headers, boolean sendsInput) implements SkillSpec {

        public Http {
            headers = Map.copyOf(headers);
        }

        @Override
        public String kind() {
            return "http";
        }
    }

    /** What a header carries. */
    sealed interface HeaderValue {

        record Plain(String text) implements HeaderValue {}

        /** A secret of the organisation by its name, with what stands before it, such as {@code Bearer }. */
        record Secret(String name, String prefix) implements HeaderValue {}
    }

    /**
     * A tool of the OpenClaw gateway is used; the input is its arguments.
     *
     * @param agent whose tool it is
     */
    record OpenClawTool(String agent, String tool) implements SkillSpec {

        @Override
        public String kind() {
            return "openclaw";
        }
    }

    /**
     * The session's browser goes to an address, and what the page says is read.
     *
     * @param url its path and query with {@code {member}} of the input in places
     * @param hosts that its pages may reach; none: every public one
     */
    record Browse(String url, List<String> hosts) implements SkillSpec {

        public Browse {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String kind() {
            return "browser";
        }
    }

    /** @param module path in the bundle of a WebAssembly module */
    record Wasm(String module) implements SkillSpec {

        @Override
        public String kind() {
            return "wasm";
        }
    }
}
