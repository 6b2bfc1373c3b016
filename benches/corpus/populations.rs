//! The 26 populations with the true counts, and the ranges that their sample names lie in.
//!
//! Counts: `integrated_call_samples_v3.20130502.ALL.panel` (2504) and `20130606_g1k_3202_samples_ped_population.txt` (3202, 602 trios)
//! of the main site, counted in November 2026. The names within a range are made up in the true style.

/// A population as the corpus needs it.
pub(crate) struct Population {
    /// Code, as `CEU`.
    pub(crate) code: &'static str,
    /// Code of the superpopulation.
    pub(crate) group: &'static str,
    /// Samples of phase 3, of 2504.
    pub(crate) phase3: usize,
    /// Trios of the 30x collection, of 602.
    pub(crate) trios: usize,
    /// Samples of phase 1, of 1092.
    pub(crate) phase1: usize,
    /// Samples of the pilot's low coverage project, of 179.
    pub(crate) pilot: usize,
    /// Ranges of sample names: prefix, first number, last number, how many of them are samples; 3202 in all.
    pub(crate) ranges: &'static [(&'static str, u32, u32, u32)],
}

const fn population(
    code: &'static str,
    group: &'static str,
    [phase3, trios, phase1, pilot]: [usize; 4],
    ranges: &'static [(&'static str, u32, u32, u32)],
) -> Population {
    Population {
        code,
        group,
        phase3,
        trios,
        phase1,
        pilot,
        ranges,
    }
}

/// All of them, by superpopulation.
#[rustfmt::skip]
pub(crate) const POPULATIONS: [Population; 26] = [
    population("ACB", "AFR", [96, 20, 0, 0], &[("HG", 1879, 1916, 21), ("HG", 1956, 2014, 16), ("HG", 2051, 2055, 5), ("HG", 2095, 2111, 4), ("HG", 2143, 2145, 3), ("HG", 2255, 2343, 27), ("HG", 2419, 2580, 40)]),
    population("ASW", "AFR", [61, 13, 61, 0], &[("NA", 19625, 19625, 1), ("NA", 19700, 19713, 10), ("NA", 19818, 19836, 6), ("NA", 19900, 19924, 17), ("NA", 19982, 19984, 3), ("NA", 20126, 20129, 4), ("NA", 20274, 20362, 32), ("NA", 20412, 20412, 1)]),
    population("ESN", "AFR", [99, 43, 0, 0], &[("HG", 2922, 2981, 30), ("HG", 3099, 3202, 60), ("HG", 3265, 3374, 48), ("HG", 3499, 3522, 11)]),
    population("GWD", "AFR", [113, 58, 0, 0], &[("HG", 2461, 2466, 6), ("HG", 2561, 2723, 65), ("HG", 2756, 2897, 71), ("HG", 2982, 2984, 3), ("HG", 3024, 3050, 18), ("HG", 3240, 3260, 12), ("HG", 3538, 3540, 3)]),
    population("LWK", "AFR", [99, 0, 97, 0], &[("NA", 19017, 19043, 18), ("NA", 19307, 19475, 81)]),
    population("MSL", "AFR", [85, 11, 0, 0], &[("HG", 3052, 3098, 30), ("HG", 3209, 3225, 4), ("HG", 3376, 3486, 45), ("HG", 3547, 3584, 20)]),
    population("YRI", "AFR", [108, 56, 88, 59], &[("NA", 18484, 18523, 29), ("NA", 18852, 18935, 47), ("NA", 19092, 19258, 102)]),
    population("CLM", "AMR", [94, 35, 60, 0], &[("HG", 1112, 1150, 24), ("HG", 1250, 1284, 25), ("HG", 1341, 1391, 40), ("HG", 1431, 1499, 39), ("HG", 1550, 1556, 4)]),
    population("MXL", "AMR", [64, 32, 66, 0], &[("NA", 19648, 19796, 97)]),
    population("PEL", "AMR", [85, 35, 0, 0], &[("HG", 1565, 1579, 9), ("HG", 1892, 2008, 69), ("HG", 2089, 2106, 7), ("HG", 2146, 2150, 4), ("HG", 2252, 2312, 30), ("HG", 2345, 2348, 2), ("HG", 2425, 2425, 1)]),
    population("PUR", "AMR", [104, 35, 55, 0], &[("HG", 551, 555, 5), ("HG", 637, 642, 6), ("HG", 731, 743, 13), ("HG", 1047, 1111, 57), ("HG", 1161, 1206, 31), ("HG", 1241, 1249, 6), ("HG", 1286, 1326, 10), ("HG", 1392, 1414, 11)]),
    population("CDX", "EAS", [93, 0, 0, 0], &[("HG", 759, 766, 2), ("HG", 844, 881, 6), ("HG", 956, 982, 3), ("HG", 1028, 1046, 4), ("HG", 1794, 1817, 22), ("HG", 2151, 2190, 20), ("HG", 2250, 2250, 1), ("HG", 2351, 2410, 35)]),
    population("CHB", "EAS", [103, 0, 97, 30], &[("NA", 18525, 18648, 97), ("NA", 18740, 18757, 6)]),
    population("CHS", "EAS", [105, 51, 100, 0], &[("HG", 403, 729, 163)]),
    population("JPT", "EAS", [104, 0, 89, 30], &[("NA", 18939, 19012, 70), ("NA", 19054, 19091, 34)]),
    population("KHV", "EAS", [99, 21, 0, 0], &[("HG", 1595, 1600, 6), ("HG", 1840, 1878, 34), ("HG", 2015, 2142, 73), ("HG", 2512, 2526, 9)]),
    population("CEU", "EUR", [99, 57, 85, 60], &[("NA", 6984, 7056, 22), ("NA", 7345, 7357, 6), ("NA", 7435, 7435, 1), ("NA", 10830, 10865, 25), ("NA", 11829, 11843, 7), ("NA", 11881, 11933, 14), ("NA", 11992, 12006, 8), ("NA", 12043, 12058, 7), ("NA", 12144, 12156, 6), ("NA", 12234, 12287, 14), ("NA", 12329, 12414, 17), ("NA", 12485, 12489, 2), ("NA", 12546, 12546, 1), ("NA", 12707, 12892, 49)]),
    population("FIN", "EUR", [99, 0, 93, 0], &[("HG", 171, 190, 17), ("HG", 266, 384, 82)]),
    population("GBR", "EUR", [91, 0, 89, 0], &[("HG", 96, 160, 55), ("HG", 231, 265, 31), ("HG", 1334, 1334, 1), ("HG", 1789, 1791, 3), ("HG", 2215, 2215, 1)]),
    population("IBS", "EUR", [107, 50, 14, 0], &[("HG", 1500, 1538, 36), ("HG", 1601, 1633, 33), ("HG", 1667, 1711, 39), ("HG", 1746, 1786, 30), ("HG", 2219, 2240, 19)]),
    population("TSI", "EUR", [107, 0, 98, 0], &[("NA", 20502, 20544, 40), ("NA", 20581, 20589, 7), ("NA", 20752, 20832, 60)]),
    population("BEB", "SAS", [86, 30, 0, 0], &[("HG", 3006, 3012, 5), ("HG", 3585, 3617, 17), ("HG", 3793, 3834, 33), ("HG", 3902, 3942, 29), ("HG", 4131, 4195, 47)]),
    population("GIH", "SAS", [103, 0, 0, 0], &[("NA", 20845, 20911, 53), ("NA", 21086, 21144, 50)]),
    population("ITU", "SAS", [102, 3, 0, 0], &[("HG", 3713, 3792, 36), ("HG", 3861, 3882, 15), ("HG", 3960, 4118, 40), ("HG", 4198, 4239, 16)]),
    population("PJL", "SAS", [96, 42, 0, 0], &[("HG", 1583, 1593, 4), ("HG", 2490, 2495, 6), ("HG", 2597, 2605, 7), ("HG", 2648, 2738, 47), ("HG", 2774, 2794, 17), ("HG", 3015, 3022, 7), ("HG", 3228, 3239, 9), ("HG", 3487, 3492, 6), ("HG", 3618, 3710, 38), ("HG", 3761, 3767, 5)]),
    population("STU", "SAS", [102, 10, 0, 0], &[("HG", 3642, 3760, 45), ("HG", 3836, 3900, 26), ("HG", 3943, 4127, 36), ("HG", 4199, 4229, 7)]),
];
