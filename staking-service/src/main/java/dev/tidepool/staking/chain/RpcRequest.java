package dev.tidepool.staking.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON-RPC call. Parameters are strings, numbers, lists and maps.
 *
 * @param minContextSlot an answer about an older slot is none; 0 for any
 * @param tellsTheSlot whether the slot of its answer says how far the node is: one of another commitment is behind by nature
 */
record RpcRequest(String method, List<Object> params, long minContextSlot, boolean tellsTheSlot) {

    private static final String SENDING = "sendTransaction";

    RpcRequest {
        params = List.copyOf(params);
    }

    static RpcRequest of(String method, Object... params) {
        return new RpcRequest(method, List.of(params), 0, false);
    }

    /** The same as the blocks of this commitment have it; for methods whose last parameter may be an object of options. */
    RpcRequest at(Commitment commitment) {
        return new RpcRequest(
                method,
                withOptions(Map.of("commitment", commitment.wireName())),
                minContextSlot,
                commitment == Commitment.CONFIRMED);
    }

    /** The same, of no node that is behind this slot. A finalized block is behind by nature: such a call is left as it is. */
    RpcRequest notBehind(long slot) {
        return slot <= 0 || (!tellsTheSlot && !method.equals(SENDING))
                ? this
                : new RpcRequest(method, withOptions(Map.of("minContextSlot", slot)), slot, tellsTheSlot);
    }

    /** Whether it changes nothing, so that two endpoints may be asked at once. */
    boolean isRead() {
        return !method.equals(SENDING);
    }

    /** Whether what it takes depends on what it asks for, and not on how the node is. */
    boolean isScan() {
        return method.equals("getProgramAccounts");
    }

    /** One call a request, so the id need not tell them apart. */
    Map<String, Object> toJson() {
        return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    }

    private List<Object> withOptions(Map<String, Object> options) {
        List<Object> changed = new ArrayList<>(params);
        Map<String, Object> merged = new HashMap<>();
        if (!changed.isEmpty() && changed.getLast() instanceof Map<?, ?> given) {
            given.forEach((name, value) -> merged.put((String) name, value));
            changed.removeLast();
        }
        merged.putAll(options);
        changed.add(Map.copyOf(merged));
        return changed;
    }
}
