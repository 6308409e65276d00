import { compileCampaigns, type CompiledCampaigns } from '../engine/compiled';
import type { CatalogueState } from './catalogue';

const known = new WeakMap<CatalogueState, CompiledCampaigns>();

/** The catalogue made ready for the engine: once for each state of it, when it is first asked. */
export function compiledCatalogue(state: CatalogueState): CompiledCampaigns {
  let compiled = known.get(state);
  if (compiled === undefined) known.set(state, (compiled = compileCampaigns(Object.values(state.campaigns), Object.values(state.groups))));
  return compiled;
}
