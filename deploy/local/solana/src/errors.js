/** A JSON-RPC error as the real RPC words and numbers it. */
export class RpcError extends Error {
  constructor(code, message, data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  toJSON() {
    return this.data === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, data: this.data };
  }
}

export const parseError = () => new RpcError(-32700, 'Parse error');
export const invalidRequest = (message = 'Invalid request') => new RpcError(-32600, message);
export const methodNotFound = () => new RpcError(-32601, 'Method not found');
export const invalidParams = (message) => new RpcError(-32602, message);
export const internalError = () => new RpcError(-32603, 'Internal error');
export const preflightFailure = (message, data) =>
  new RpcError(-32002, `Transaction simulation failed: ${message}`, data);
export const badSignature = () => new RpcError(-32003, 'Transaction signature verification failure');
export const blockNotAvailable = (slot) => new RpcError(-32004, `Block not available for slot ${slot}`);
export const nodeUnhealthy = (slotsBehind) =>
  new RpcError(-32005, `Node is behind by ${slotsBehind} slots`, { numSlotsBehind: slotsBehind });
export const unsupportedVersion = (version) =>
  new RpcError(-32015, `Transaction version (${version}) is not supported by the requesting client. Please try the `
    + `request again with the following configuration parameter: "maxSupportedTransactionVersion": ${version}`);
export const minContextSlotNotReached = (contextSlot) =>
  new RpcError(-32016, 'Minimum context slot has not been reached', { contextSlot });
