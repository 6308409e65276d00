import { compileCampaigns, evaluate } from '@loyalty/coupons';
import { basketsOf, campaignsOf } from '/work/main/tools/bench/engine/shop';
const c = compileCampaigns(campaignsOf(100, 1)); const b = basketsOf(5000, 10, 100, 1);
for (let r = 0; r < 3; r++) { const t = process.cpuUsage(); for (let i = 0; i < 20000; i++) evaluate(c, b[i % 5000]!); const u = process.cpuUsage(t); console.log('cpu us per eval', ((u.user+u.system)/20000).toFixed(1)); }
