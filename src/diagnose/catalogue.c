#include "diagnose/catalogue.h"
