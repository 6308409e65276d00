import type { CompatibilityProfile, EvaluationRequest, LocalizedText } from '@loyalty/contracts';
import type { Fields } from '../arguments/field';
import type { WorkingBasket } from '../basket/working-basket';
import type { Refusal } from '../effects/effect-kind';

/** What a condition may look at: the request, and the basket as the promotions before left it. */
export interface ConditionView {
  readonly request: EvaluationRequest;
  readonly basket: WorkingBasket;
  readonly profile: CompatibilityProfile;
}

/** A kind of condition: what it is called, what it takes, and why a basket fails it. A new kind is one file. */
export interface ConditionKind<Condition> {
  readonly kind: string;
  readonly text: Required<LocalizedText>;
  readonly fields: Fields<Condition>;
  /** Undefined when the condition holds; else why not, with what is missing. Pure. */
  fails(condition: Condition, view: ConditionView): Refusal | undefined;
}

export function because(reason: Refusal['reason'], facts: Refusal['facts'] = {}): Refusal {
  return { reason, facts };
}
