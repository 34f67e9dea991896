// Addresses of pages.
#pragma once

#include "tenon/kernel/address_generators.h"
