#include "cert/certificate.h"
