#include "find/providers.h"
