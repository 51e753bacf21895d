#include "cert/trust.h"
