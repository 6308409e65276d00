import { CommerceModule } from '@loyalty/commerce';
import { PointsModule } from '@loyalty/points';
import { startService } from '@loyalty/platform';

void startService({ name: 'standalone', modules: [CommerceModule, PointsModule] });
