package dev.tidepool.staking.chain;

import java.util.List;
import java.util.Map;

/** A JSON-RPC call. Parameters are strings, numbers, lists and maps. */
record RpcRequest(String method, List<Object> params) {

    RpcRequest {
        params = List.copyOf(params);
    }

    static RpcRequest of(String method, Object... params) {
        return new RpcRequest(method, List.of(params));
    }

    /** One call a request, so the id need not tell them apart. */
    Map<String, Object> toJson() {
        return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    }
}
