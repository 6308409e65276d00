import { PointsModule } from '@loyalty/points';
import { startService } from '@loyalty/platform';

void startService({ name: 'points', modules: [PointsModule] });
