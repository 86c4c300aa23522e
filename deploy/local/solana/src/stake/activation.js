import { U64_MAX } from '../programs.js';

/** Of the cluster's effective stake, so much may warm up or cool down in an epoch. */
const RATE = 0.09;
/** Stake that exists from the first epoch on, without a warm-up. */
export const BOOTSTRAP_EPOCH = U64_MAX;

/**
 * How much of a delegation is effective, activating and deactivating in an epoch, as the stake program
 * reckons. `history` maps an epoch (bigint) to the cluster's totals; a missing entry means the move is complete.
 */
export function statusOf(delegation, epoch, history) {
  const { effective, activating } = warmUp(delegation, epoch, history);
  if (epoch < delegation.deactivationEpoch) return { effective, activating, deactivating: 0n };
  if (epoch === delegation.deactivationEpoch) return { effective, activating: 0n, deactivating: effective };
  const remaining = coolDown(delegation.deactivationEpoch, effective, epoch, history);
  return { effective: remaining, activating: 0n, deactivating: remaining };
}

function warmUp({ stake, activationEpoch, deactivationEpoch }, epoch, history) {
  if (activationEpoch === BOOTSTRAP_EPOCH) return { effective: stake, activating: 0n };
  if (activationEpoch === deactivationEpoch || epoch < activationEpoch) return { effective: 0n, activating: 0n };
  if (epoch === activationEpoch) return { effective: 0n, activating: stake };
  if (!history.has(activationEpoch)) return { effective: stake, activating: 0n };
  let effective = 0n;
  const last = epoch < deactivationEpoch ? epoch : deactivationEpoch;
  for (let at = activationEpoch; at < last && effective < stake && history.get(at)?.activating > 0n; at += 1n) {
    effective += moved(stake - effective, history.get(at), history.get(at).activating);
  }
  return { effective, activating: stake - effective };
}

function coolDown(deactivationEpoch, effective, epoch, history) {
  if (!history.has(deactivationEpoch)) return 0n;
  let remaining = effective;
  for (let at = deactivationEpoch; at < epoch && remaining > 0n && history.get(at)?.deactivating > 0n; at += 1n) {
    remaining -= moved(remaining, history.get(at), history.get(at).deactivating);
  }
  return remaining;
}

/**
 * The part of `amount` that one epoch lets through: its share of the cluster's allowance, at least 1 lamport. In doubles and
 * in this order, as the program does: whole numbers would differ by some lamports.
 */
function moved(amount, cluster, transitioning) {
  const weight = Number(amount) / Number(transitioning);
  const share = BigInt(Math.trunc(weight * (Number(cluster.effective) * RATE)));
  if (share === 0n) return 1n;
  return share < amount ? share : amount;
}
