#include "wire/connect.h"
