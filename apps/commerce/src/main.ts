import { CommerceModule } from '@loyalty/commerce';
import { startService } from '@loyalty/platform';

void startService({ name: 'commerce', modules: [CommerceModule] });
