#include "wire/tls-scan.h"
