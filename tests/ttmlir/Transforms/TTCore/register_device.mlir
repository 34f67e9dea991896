// The system and the device that a module is compiled for.
// RUN: ttmlir-opt --ttcore-register-device %s | FileCheck %s
// RUN: ttmlir-opt --ttcore-register-device="mock-system-desc-arch=blackhole" %s | FileCheck %s --check-prefix=BLACKHOLE
// RUN: not ttmlir-opt --ttcore-register-device="system-desc-path=/nowhere/system.ttsys" %s 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not ttmlir-opt --ttcore-register-device="mock-system-desc-arch=grayskull" %s 2>&1 | FileCheck %s --check-prefix=ARCH
// RUN: not ttmlir-opt --ttcore-register-device="system-desc-path=%s" %s 2>&1 | FileCheck %s --check-prefix=CONTENT

// CHECK: module attributes {ttcore.system_desc = #{{.*}}}
// CHECK: ttcore.device @default_device = <workerGrid = #ttcore.grid<8x8
// BLACKHOLE: arch = <blackhole>
// MISSING: error: cannot read the system descriptor '/nowhere/system.ttsys': No such file or directory
// ARCH: error: mock-system-desc-arch is 'grayskull'; there are mock systems of wormhole_b0 and blackhole
// CONTENT: does not hold a #ttcore.system_desc
module {
}
