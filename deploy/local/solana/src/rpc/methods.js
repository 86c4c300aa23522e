import { accountMethods } from './accounts.js';
import { adminMethods } from './admin.js';
import { blockhashMethods } from './blockhash.js';
import { clusterMethods } from './cluster.js';
import { feeMethods } from './fees.js';
import { historyMethods } from './history.js';
import { programAccountMethods } from './program-accounts.js';
import { sendMethods } from './send.js';
import { simulateMethods } from './simulate.js';
import { stakeMethods } from './stake.js';

/** All methods by name. A method takes the positional parameters it declares, unchecked. */
export function createMethods(chain, faults, calls) {
  return new Map(Object.entries({
    ...accountMethods(chain),
    ...blockhashMethods(chain),
    ...clusterMethods(chain),
    ...feeMethods(chain),
    ...historyMethods(chain),
    ...programAccountMethods(chain),
    ...sendMethods(chain),
    ...simulateMethods(chain),
    ...stakeMethods(chain),
    ...adminMethods(chain, faults, calls),
  }));
}
