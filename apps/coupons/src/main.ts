import { CouponsModule } from '@loyalty/coupons';
import { startService } from '@loyalty/platform';

void startService({ name: 'coupons', modules: [CouponsModule] });
