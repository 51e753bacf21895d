#include "probe/budget.h"
