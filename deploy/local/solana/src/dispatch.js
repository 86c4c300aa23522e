import {
  RpcError, internalError, invalidParams, invalidRequest, methodNotFound, minContextSlotNotReached, nodeUnhealthy,
  parseError,
} from './errors.js';

const MAX_BATCH = 1_000;
/** What an unhealthy node of a planted fault claims. */
const SLOTS_BEHIND = 42;

/** Parses a body into { batch, calls }; throws the RpcError that answers the request as a whole. */
export function parseCalls(body) {
  const parsed = parse(body);
  if (!Array.isArray(parsed)) return { batch: false, calls: [parsed] };
  if (parsed.length === 0 || parsed.length > MAX_BATCH) throw invalidRequest();
  return { batch: true, calls: parsed };
}

/** Answers one call; undefined for a notification, which gets no answer. */
export function answer(methods, call, fault) {
  const id = isId(call?.id) ? call.id : null;
  try {
    const result = invoke(methods, call, fault);
    return call.id === undefined ? undefined : { jsonrpc: '2.0', result, id };
  } catch (error) {
    return failure(error, id);
  }
}

export function failure(error, id = null) {
  if (error instanceof RpcError) return { jsonrpc: '2.0', error, id };
  process.stderr.write(`${error.stack}\n`);
  return { jsonrpc: '2.0', error: internalError(), id };
}

function invoke(methods, call, fault) {
  if (call === null || typeof call !== 'object' || call.jsonrpc !== '2.0' || typeof call.method !== 'string') {
    throw invalidRequest();
  }
  if (call.id !== undefined && !isId(call.id)) throw invalidRequest();
  if (fault?.kind === '-32005') throw nodeUnhealthy(SLOTS_BEHIND);
  const method = methods.get(call.method);
  if (method === undefined) throw methodNotFound();
  const params = call.params ?? [];
  if (!Array.isArray(params)) throw invalidParams('Invalid params: expected an array');
  const result = method(...params.slice(0, method.length));
  return fault?.kind === 'lag' ? late(result, params.at(-1)?.minContextSlot, fault.slots) : result;
}

/** As a node would say it that is so many slots behind; the accounts are the newest even so. */
function late(result, minContextSlot = 0, slots) {
  if (typeof result === 'number') return result - slots;
  if (result?.context === undefined) return result;
  const slot = result.context.slot - slots;
  if (minContextSlot > slot) throw minContextSlotNotReached(slot);
  return { ...result, context: { ...result.context, slot } };
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw parseError();
  }
}

const isId = (id) => id === null || typeof id === 'string' || typeof id === 'number';
