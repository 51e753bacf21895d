#include "wire/network.h"
