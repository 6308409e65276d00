import { CommerceModule } from '@loyalty/commerce';
import { CouponsModule } from '@loyalty/coupons';
import { PointsModule } from '@loyalty/points';
import { startService } from '@loyalty/platform';

void startService({ name: 'standalone', modules: [CommerceModule, PointsModule, CouponsModule] });
